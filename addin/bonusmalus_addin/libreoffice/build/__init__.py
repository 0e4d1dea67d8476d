"""How does the extension bonusmalus.oxt come about? From the registries, so that nothing is declared twice."""
