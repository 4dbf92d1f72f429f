package dev.setpoint.manifest.shape;

import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Place;
import dev.setpoint.manifest.yaml.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The reading of one document: its problems, its marks, and the path of the node at hand. */
public final class Reading {
  /** More problems of one document help nobody, and a hostile one could hold a million. */
  static final int MAX_PROBLEMS = 500;

  private record Mark(Marker<?> marker, Marker.Found<?> found) {}

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();

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
    return marks.stream()
        .filter(mark -> mark.marker() == marker)
        .map(mark -> (Marker.Found<T>) mark.found())
        .toList();
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
    path.descendingIterator()
        .forEachRemaining(
            step -> text.append(text.isEmpty() || step.startsWith("[") ? "" : ".").append(step));
    return text.toString();
  }

  int problemCount() {
    return problems.size();
  }

  <T> void mark(Marker<T> marker, T value, Place place) {
    marks.add(new Mark(marker, new Marker.Found<>(value, path(), place)));
  }

  void enter(String step) {
    path.push(step);
  }

  void leave() {
    path.pop();
  }
}
