"""The Masterplan-Monitor: how a city's masterplan stands, why, and how we know."""
