import qrcode from "qrcode-generator";

/** White around it, in modules: without it no camera finds the code. */
const quiet = 4;

/** A text as a QR code, drawn and not embedded as a picture: sharp on paper at any size. */
export function drawQr(
  document: PDFKit.PDFDocument,
  { text, x, y, size }: { readonly text: string; readonly x: number; readonly y: number; readonly size: number },
): void {
  const code = qrcode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const count = code.getModuleCount();
  const module = size / (count + 2 * quiet);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (!code.isDark(row, column)) continue;
      let end = column;
      while (end < count && code.isDark(row, end)) end++;
      document.rect(x + (column + quiet) * module, y + (row + quiet) * module, (end - column) * module, module + 0.05);
      column = end;
    }
  }
  document.fill("#000000");
}
