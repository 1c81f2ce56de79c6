"""What is said only to be kind."""

CHAT = {
    "THANKS": """
        thank you; thanks; thx; ta; cheers; many thanks; much appreciated; brilliant; great; perfect
        lovely; that is great; that is all; awesome; super; ace; nice one; good bot; well done; ok; okay
        cool; got it; fab; fabulous; excellent; amazing; wonderful; appreciated; no worries; will do
        sounds good; fine; understood; good stuff; helpful; star; legend; bye; goodbye; see you
        smashing; fantastic
    """,
    "HELLO": """
        hello; hi; hiya; hey; morning; good morning; good afternoon; good evening; afternoon; evening
        hello there; hi there; howdy; alright; how are you; are you there; anyone there; you there
        greetings; test; testing; yo
    """,
}
