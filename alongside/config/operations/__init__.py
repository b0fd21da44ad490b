"""What the command line does once Django is set up; ``config/cli`` declares the commands."""
