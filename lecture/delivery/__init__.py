"""What a lecturer puts online, stands in front of and hands out, made of the film and its receipts."""
