"""`python -m bot` is `worksession`."""

from bot.cli import main

if __name__ == "__main__":
    main()
