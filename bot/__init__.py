"""Peerbot: peer discussions, fair comparisons and anonymous pulses for general practice."""
