"""Messages on the page, and what people do with them."""
