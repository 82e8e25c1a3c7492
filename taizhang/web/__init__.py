"""The web application: what staff fill in, sign, look up and print in a browser (floor 4).

One process, one desk (counter.py). Pages are plain HTML with forms that work without JavaScript;
`static/` makes them quicker and lets them be filled in offline. Every route says who may ask for it
(guard.py); one that does not is refused.
"""
