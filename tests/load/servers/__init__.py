"""What Peerbot is compared with: each a server of its own, told by its environment what it needs."""
