"""Plain values that every floor may hold: findings, reports, answers, the field's words."""
