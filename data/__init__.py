"""The bundled dataset: Russia, North Korea, the three allies and China, 2022 to 2025."""
