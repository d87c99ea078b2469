"""barnstorm report …"""

from barnstorm.cli.options import noun
from barnstorm.cli.report_event import event, tree
from barnstorm.cli.report_seats import seats

app = noun("What the meetings gave, and what the campaign looks like.")

app.command()(event)
app.command()(tree)
app.command()(seats)
