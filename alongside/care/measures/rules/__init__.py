"""The rules of the room `measures`: pure functions over plain data. Nothing here imports Django.

What another layer uses:

- `library`: `shipped()`, everything in `definitions/`, read and checked; `load_instrument(json, toml)`.
- `questionnaire`: the types `Questionnaire`, `Item`, `Option`; `questionnaire_reading.read_questionnaire`.
- `answers`: `read_answers`, `check_answers`, `enabled`, `progress`; `answer_problems`: their sentences;
  `answer_storage`: to JSON and back.
- `scoring`: `score`, `share`; `scoring_definition`: its types; `scoring_reading.read_scoring`.
- `change`: `change`, `change_between`, `comparable`; `alerts`: `alerts_raised`.
- `sides`: `visible`, `may_read`, the outcome tables, which items both sides answer.
- `hashes`: the fingerprints that an assessment pins. `refusals`: what a loader raises.

Behind them: `documents` (bounded JSON and TOML), `fhir_wire`, `extensions`, `questionnaire_extensions`,
`questionnaire_checks`, `scoring_checks`, `values`.
"""
