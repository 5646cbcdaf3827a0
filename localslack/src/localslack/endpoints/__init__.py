"""What is served over HTTP: the port, its addresses, and what is answered at each."""
