// Who works with whom, by Timefold with its default search, on one thread.
//
//   java -cp JARS:CLASSES Assign SECONDS QUESTION
//
// The question is a text of whole numbers, written by planner.py. People who can keep
// their worker begin with that worker. Prints "milliseconds cost" for each better plan,
// and at the end "plan" with the number of the option each person takes.

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.simplelong.SimpleLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

public class Assign {
  static final int NOBODY = -1;

  /** With a worker from a Monday on, and with another until then. Shared by all people. */
  public record Slot(int id, int worker, int before, int fromWeek) {}

  /** What taking a slot means for one person. */
  public record Meaning(int option, long price, long[] weights) {}

  @PlanningEntity
  public static class Person {
    @PlanningId public int id;
    public Map<Slot, Meaning> meanings = new HashMap<>();
    public List<Slot> slots = new ArrayList<>();
    @PlanningVariable(valueRangeProviderRefs = "slots") public Slot slot;

    public Person() {}

    @ValueRangeProvider(id = "slots")
    public List<Slot> getSlots() {
      return slots;
    }
  }

  @PlanningSolution
  public static class Plan {
    @PlanningEntityCollectionProperty public List<Person> people = new ArrayList<>();
    @PlanningScore public SimpleLongScore score;
    public long[] prices;
    public long[][][] thresholds; // by worker, week and band

    public Plan() {}
  }

  /** Keeps the load of every worker and Monday, and changes it with each move. */
  public static class Prices implements IncrementalScoreCalculator<Plan, SimpleLongScore> {
    private Plan plan;
    private long[][] load;
    private long cost;

    @Override
    public void resetWorkingSolution(Plan given) {
      plan = given;
      load = new long[given.thresholds.length][given.thresholds[0].length];
      cost = 0;
      for (int w = 0; w < load.length; w++)
        for (int k = 0; k < load[w].length; k++) cost += price(w, k);
      for (Person person : given.people) add(person, 1);
    }

    private long price(int worker, int week) {
      long found = 0;
      long[] from = plan.thresholds[worker][week];
      for (int b = 0; b < from.length; b++)
        if (load[worker][week] > from[b]) found += plan.prices[b] * (load[worker][week] - from[b]);
      return found;
    }

    private void add(Person person, int sign) {
      Slot slot = person.slot;
      if (slot == null) return;
      Meaning meaning = person.meanings.get(slot);
      cost += sign * meaning.price();
      long[] weights = meaning.weights();
      for (int k = 0; k < weights.length; k++) {
        int worker = k < slot.fromWeek() ? slot.before() : slot.worker();
        if (worker == NOBODY || weights[k] == 0) continue;
        cost -= price(worker, k);
        load[worker][k] += sign * weights[k];
        cost += price(worker, k);
      }
    }

    @Override
    public void beforeVariableChanged(Object entity, String name) {
      add((Person) entity, -1);
    }

    @Override
    public void afterVariableChanged(Object entity, String name) {
      add((Person) entity, 1);
    }

    @Override
    public void beforeEntityAdded(Object entity) {}

    @Override
    public void afterEntityAdded(Object entity) {
      add((Person) entity, 1);
    }

    @Override
    public void beforeEntityRemoved(Object entity) {
      add((Person) entity, -1);
    }

    @Override
    public void afterEntityRemoved(Object entity) {}

    @Override
    public SimpleLongScore calculateScore() {
      return SimpleLongScore.of(-cost);
    }
  }

  /** Reads numbers one after another. */
  static class Numbers {
    private final StringTokenizer words;

    Numbers(Path path) throws Exception {
      words = new StringTokenizer(Files.readString(path));
    }

    int whole() {
      return Integer.parseInt(words.nextToken());
    }

    long[] row(int count) {
      long[] found = new long[count];
      for (int i = 0; i < count; i++) found[i] = Long.parseLong(words.nextToken());
      return found;
    }
  }

  static Plan read(Path path) throws Exception {
    Numbers numbers = new Numbers(path);
    Plan plan = new Plan();
    int workers = numbers.whole(), weeks = numbers.whole(), bands = numbers.whole();
    plan.prices = numbers.row(bands);
    plan.thresholds = new long[workers][weeks][];
    for (long[][] byWeek : plan.thresholds)
      for (int k = 0; k < weeks; k++) byWeek[k] = numbers.row(bands);
    long[][] profiles = new long[numbers.whole()][];
    for (int i = 0; i < profiles.length; i++) profiles[i] = numbers.row(weeks);
    Map<List<Integer>, Slot> slots = new HashMap<>();
    int people = numbers.whole();
    for (int p = 0; p < people; p++) {
      Person person = new Person();
      person.id = p;
      int options = numbers.whole(), first = numbers.whole();
      for (int o = 0; o < options; o++) {
        List<Integer> key = List.of(numbers.whole(), numbers.whole(), numbers.whole());
        Slot slot =
            slots.computeIfAbsent(
                key, k -> new Slot(slots.size(), k.get(0), k.get(1), k.get(2)));
        long[] weights = profiles[numbers.whole()];
        person.meanings.put(slot, new Meaning(o, numbers.row(1)[0], weights));
        person.slots.add(slot);
        if (o == first) person.slot = slot;
      }
      plan.people.add(person);
    }
    return plan;
  }

  public static void main(String[] arguments) throws Exception {
    SolverFactory<Plan> factory =
        SolverFactory.create(
            new SolverConfig()
                .withSolutionClass(Plan.class)
                .withEntityClasses(Person.class)
                .withScoreDirectorFactory(
                    new ScoreDirectorFactoryConfig()
                        .withIncrementalScoreCalculatorClass(Prices.class))
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withTerminationSpentLimit(
                    Duration.ofMillis(Math.round(1000 * Double.parseDouble(arguments[0])))));
    Solver<Plan> solver = factory.buildSolver();
    solver.addEventListener(
        event -> {
          if (event.isNewBestSolutionInitialized())
            System.out.println(
                event.getTimeMillisSpent() + " " + -event.getNewBestSolution().score.score());
        });
    Plan solved = solver.solve(read(Path.of(arguments[1])));
    StringBuilder said = new StringBuilder("plan");
    for (Person person : solved.people)
      said.append(' ').append(person.meanings.get(person.slot).option());
    System.out.println(said);
  }
}
