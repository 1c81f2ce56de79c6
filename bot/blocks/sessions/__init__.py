"""What Peerbot says about peer sessions: forms, invitations, the thread, and the lists."""
