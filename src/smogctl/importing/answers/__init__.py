"""What units send back, bytes in, rows out: receipt lists, day's reports, 接龙 from a chat.

Nothing here knows which units a district has: whose answer a row is, the words of its unit say.
"""
