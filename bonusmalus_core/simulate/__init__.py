"""What may a contract come to before it runs? Many drawn periods under its own bands and conditions, in floats."""
