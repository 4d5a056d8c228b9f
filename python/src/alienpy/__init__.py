"""The names that Python scripts import for the ALICE grid, on top of the program `alien`.

`from alienpy.alien import AliEn, JAlien` as ever. Nothing is connected, and no process started, by an import: the
first call starts one `alien shell --machine`, and all calls share its session.
"""
