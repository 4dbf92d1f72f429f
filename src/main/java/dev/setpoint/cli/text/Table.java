package dev.setpoint.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows whose columns are aligned; a note may stand below a row. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> head;
  private final List<Row> rows = new ArrayList<>();

  /** A table with these titles. */
  public Table(String... head) {
    this.head = List.of(head);
  }

  /**
   * One cell.
   *
   * @param text already harmless
   */
  public record Cell(String text, Tone tone) {
    /** A cell without a tone. */
    public static Cell of(String text) {
      return new Cell(text, Tone.PLAIN);
    }
  }

  /** Cells, and the notes below them. */
  private record Row(List<Cell> cells, List<String> notes) {}

  /** Adds a row, and the notes that stand below it. */
  public void row(List<Cell> cells, String... notes) {
    rows.add(new Row(List.copyOf(cells), List.of(notes)));
  }

  /** Writes it, each line behind the indent. */
  public void write(Paper paper, String indent) {
    int[] widths = widths();
    if (!head.isEmpty()) {
      paper.line(
          indent, line(paper, widths, head.stream().map(t -> new Cell(t, Tone.DIM)).toList()));
    }
    for (Row row : rows) {
      paper.line(indent, line(paper, widths, row.cells()));
      row.notes().forEach(note -> paper.line(indent, GAP, note));
    }
  }

  private int[] widths() {
    int columns = rows.stream().mapToInt(row -> row.cells().size()).reduce(head.size(), Math::max);
    int[] widths = new int[columns];
    for (int i = 0; i < head.size(); i++) {
      widths[i] = head.get(i).length();
    }
    for (Row row : rows) {
      for (int i = 0; i < row.cells().size(); i++) {
        widths[i] = Math.max(widths[i], length(row.cells().get(i).text()));
      }
    }
    return widths;
  }

  private static String line(Paper paper, int[] widths, List<Cell> cells) {
    var parts = new String[cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      int padding = i == cells.size() - 1 ? 0 : widths[i] - length(cell.text());
      parts[i] = paper.paint(cell.tone(), cell.text()) + " ".repeat(padding);
    }
    return String.join(GAP, Arrays.asList(parts));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
