"""The Slack edge: what people do there becomes use cases, what sessions show becomes blocks."""
