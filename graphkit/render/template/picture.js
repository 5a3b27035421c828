// Pictures for export.
function savePng() {}
function saveSvg() {}
