package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.yaml.Place;
import dev.setpoint.manifest.yaml.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one reading; used by one thread. */
final class Findings {
  private final List<Problem> problems = new ArrayList<>();

  void add(Problem problem) {
    problems.add(problem);
  }

  void addAll(List<Problem> more) {
    problems.addAll(more);
  }

  /** Refuses something marked in a manifest; its path is put in front. */
  void refuse(Declared in, Marker.Found<?> found, String what, String why, String remedy) {
    refuse(in.file(), found.place(), found.path() + " " + what, why, remedy);
  }

  void refuse(String file, Place place, String what, String why, String remedy) {
    problems.add(new Problem(file, place.line(), place.column(), what, why, remedy));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** All of them, sorted, each said once, capped. */
  ReadResult.Invalid capped() {
    List<Problem> sorted = problems.stream().distinct().sorted().toList();
    int shown = Math.min(sorted.size(), ManifestReader.MAX_PROBLEMS);
    return new ReadResult.Invalid(sorted.subList(0, shown), sorted.size() - shown);
  }
}
