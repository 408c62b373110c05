"""The search itself: small functions on whole numbers, compiled where that is ready.

Everything the search reads stands in one flat array ``d``, everything it changes in another,
``s``. Both begin with a directory (see ``layout``): ``d[d[SERVICE] + i]`` are the minutes of
task ``i``. The same code runs on arrays when compiled and on plain lists when not.
"""
