"""What the pages of all records that curators edit share, and the front that leads to them."""
