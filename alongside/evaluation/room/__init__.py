"""The lead's page: start an evaluation, see how far it is, read and take away what came out.

The page computes nothing. A job is a row; the worker starts a process for it (``looking``), which
does the work (``alongside evaluation-job``) and leaves a folder. Nothing here imports the mathematics.
"""
