package dev.occam.engine.data;

import dev.occam.data.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A choice of rows that keeps the proportions of the classes; values to be predicted are one stratum.
 *
 * @param taken the chosen rows, ascending
 * @param rest the others, ascending
 */
record Stratified(int[] taken, int[] rest) {
    /** Chooses exactly {@code count} of these rows: each class gives its share, rounded by the largest remainder. */
    static Stratified take(Targets targets, int[] rows, int count, SplitMix random) {
        int[][] strata = strata(targets, rows);
        int[] quotas = quotas(strata, rows.length, count);
        int[] taken = new int[count];
        int[] rest = new int[rows.length - count];
        int nextTaken = 0;
        int nextRest = 0;
        for (int k = 0; k < strata.length; k++) {
            int[] stratum = strata[k];
            random.shuffleFirst(stratum, quotas[k]);
            System.arraycopy(stratum, 0, taken, nextTaken, quotas[k]);
            System.arraycopy(stratum, quotas[k], rest, nextRest, stratum.length - quotas[k]);
            nextTaken += quotas[k];
            nextRest += stratum.length - quotas[k];
        }
        Arrays.sort(taken);
        Arrays.sort(rest);
        return new Stratified(taken, rest);
    }

    private static int[][] strata(Targets targets, int[] rows) {
        if (!(targets instanceof Targets.Classes classes)) {
            return new int[][] {rows.clone()};
        }
        int[] sizes = new int[classes.names().size()];
        for (int row : rows) {
            sizes[classes.labels()[row]]++;
        }
        int[][] strata = new int[sizes.length][];
        for (int k = 0; k < sizes.length; k++) {
            strata[k] = new int[sizes[k]];
        }
        int[] next = new int[sizes.length];
        for (int row : rows) {
            int k = classes.labels()[row];
            strata[k][next[k]++] = row;
        }
        return strata;
    }

    /** Largest remainder (Hamilton); of equal remainders the first class gets the row. */
    private static int[] quotas(int[][] strata, int total, int count) {
        int[] quotas = new int[strata.length];
        long[] remainders = new long[strata.length];
        List<Integer> order = new ArrayList<>();
        int left = count;
        for (int k = 0; k < strata.length; k++) {
            long share = (long) count * strata[k].length;
            quotas[k] = total == 0 ? 0 : (int) (share / total);
            remainders[k] = total == 0 ? 0 : share % total;
            left -= quotas[k];
            order.add(k);
        }
        order.sort(Comparator.comparingLong(k -> -remainders[k]));
        for (int k : order.subList(0, left)) {
            quotas[k]++;
        }
        return quotas;
    }
}
