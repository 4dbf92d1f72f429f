package dev.setpoint.manifest.shape;

import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Place;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.manifest.yaml.Visible;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The reading of one document: its problems, its marks, and the path of the node at hand. */
public final class Reading {
  /** More problems of one document help nobody, and a hostile one could hold a million. */
  static final int MAX_PROBLEMS = 500;

  /** A key that comes from the file: shown shortened and made visible. */
  record Key(String text) {}

  /** A step that is no field. */
  enum Part {
    KEY
  }

  /** A value that was marked, and by what. */
  private record Mark(Marker<?> marker, Marker.Found<?> found) {}

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>(4);

  /** Keys of known fields as text, of free keys as {@link Key}, positions as numbers. */
  private final Deque<Object> path = new ArrayDeque<>();

  /** Begins to read a document of the file at this path. */
  public Reading(String file) {
    this.file = file;
  }

  /** Path of the file in the repository. */
  public String file() {
    return file;
  }

  /** What was refused so far, in the order of finding. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The values that were marked, in the order of the file. */
  @SuppressWarnings("unchecked") // mark() binds the type of the value to that of the marker
  public <T> List<Marker.Found<T>> marked(Marker<T> marker) {
    List<Marker.Found<T>> found = List.of();
    for (Mark mark : marks) {
      if (mark.marker() == marker) {
        found = found.isEmpty() ? new ArrayList<>(2) : found;
        found.add((Marker.Found<T>) mark.found());
      }
    }
    return found;
  }

  /**
   * Refuses the node at hand.
   *
   * @param what what is wrong with it; the path of the field is put in front
   */
  public void refuse(Node node, String what, String why, String remedy) {
    refuse(node.place(), path() + " " + what, why, remedy);
  }

  /** Refuses something at a place, with a sentence of its own. */
  public void refuse(Place place, String what, String why, String remedy) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Problem(file, place.line(), place.column(), what, why, remedy));
    }
  }

  /** The path of the node at hand, such as {@code spec.ports[0]}. */
  String path() {
    if (path.isEmpty()) {
      return "the document";
    }
    var text = new StringBuilder();
    path.descendingIterator().forEachRemaining(step -> append(text, step));
    return text.toString();
  }

  private static void append(StringBuilder text, Object step) {
    switch (step) {
      case Integer index -> text.append('[').append(index).append(']');
      case Key(var key) when key.isEmpty() || key.contains(".") || Visible.hasHidden(key) ->
          text.append('[').append(Visible.quoted(key)).append(']');
      case Part.KEY -> text.append("[key]");
      case Key(var key) -> text.append(text.isEmpty() ? "" : ".").append(shortened(key));
      default -> text.append(text.isEmpty() ? "" : ".").append(step);
    }
  }

  private static String shortened(String key) {
    String quoted = Visible.quoted(key);
    return quoted.substring(1, quoted.length() - 1);
  }

  int problemCount() {
    return problems.size();
  }

  <T> void mark(Marker<T> marker, T value, Place place) {
    marks.add(new Mark(marker, new Marker.Found<>(value, path(), place)));
  }

  void enter(Object step) {
    path.push(step);
  }

  void leave() {
    path.pop();
  }
}
