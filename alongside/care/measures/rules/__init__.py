"""The rules of the room `measures`: pure functions over plain data. Nothing here imports Django.

- `questionnaire`: a FHIR R4 Questionnaire read into our own types, or refused with every problem named.
- `answers`: which questions are asked, what was answered, what is wrong with it, how far along.
- `scoring_definition`, `scoring`, `change`, `alerts`: scoring as data, and what it makes of answers.
- `sides`: what the two sides may rate, what each may see, and what a pair of ratings means.
- `hashes`: fingerprints that an assessment pins.
- `library`: everything that is shipped, read and checked; and an instrument someone else wrote.
"""
