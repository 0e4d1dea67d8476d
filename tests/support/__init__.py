"""What do the tests stand on? Hosts and makers of files that the product itself does not need."""
