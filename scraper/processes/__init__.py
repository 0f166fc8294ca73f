"""Call functions in processes of their own, which limits of time and memory can end."""
