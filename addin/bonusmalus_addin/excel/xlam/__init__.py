"""How does bonusmalus.xlam come about? From text alone, on any platform, with the same bytes everywhere."""
