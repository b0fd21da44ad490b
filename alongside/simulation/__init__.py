"""Invented people, for the demo, the benchmarks and the tests. Nobody here is real.

    people.invent(seed, count)      who they are, what they say, and when: pure, the same for the same seed
    through_actions.live(...)       they live it through the rooms' own actions, under a held clock
    in_bulk.tell(...)               many more like them, as rows, equal to what the actions write
    demo.build(...)                 a clinic with its team and its people, in a database marked simulated

What goes with what among them was put in, and is stated in docs/reference/simulated-people.md.
"""
