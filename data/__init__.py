"""The bundled dataset: Russia, North Korea and the war in Ukraine, 2024."""
