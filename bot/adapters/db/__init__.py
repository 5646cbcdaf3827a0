"""The database behind the application's ports: SQLite or Postgres, through SQLAlchemy."""
