"""What the ``peerbot`` command does, a module a word; each has ``main(arguments) -> exit status``."""
