"""Long work outside the server: binding a term, making a backup, filing a stack of scans.

Whoever asks gets a `Job` at once (queue.py) and looks at it now and then. A thread of the server,
the foreman, starts one worker process at a time; the worker ends with the server, whatever happens
to that. What was asked, how far it is and what came of it stand in a folder each, so that a server
that starts again still knows.
"""
