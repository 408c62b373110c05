"""The search itself: small functions on whole numbers, compiled where that is ready.

Everything the search reads stands in one flat array ``d``, everything it changes in another,
``s``. Both begin with a directory (see ``layout``): ``d[d[SERVICE] + i]`` are the minutes of
task ``i``. ``data``, ``links``, ``plan``, ``relaxed_labels`` and ``tour_labels`` read them by
name: ``service_min(d, i, v)``, ``task_at(d, s, v, k)``; compiled, such a reading costs
nothing. What is written names its table and place: ``s[s[COUNT] + v] = 0``. The same code runs on
arrays when compiled and on plain lists when not.
"""
