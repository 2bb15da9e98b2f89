"""What a film depends on, by content: sources, declarations, inputs, receipts."""
