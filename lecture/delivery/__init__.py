"""What a lecturer puts online, stands in front of and hands out, made from the joined film and its receipts."""
