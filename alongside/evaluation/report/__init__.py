"""The report: what the results say, for everybody first and then in every digit. HTML and PDF of one document.

``sections`` turn results into a document, ``figures`` into drawings; ``html`` and ``pdf`` set both.
"""
