"""The history of the tables, one file for each change, in `versions/`.

To change a table: change `storage.tables`, and add a file that revises the newest one. Its
operations go through `op.batch_alter_table`, which SQLite needs. Migrations spell their own
column types, so that a later change of the code does not change what they did.
"""
