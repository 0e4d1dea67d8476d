"""What can a user ask for? Each command is declared once and acts through the workbook port."""
