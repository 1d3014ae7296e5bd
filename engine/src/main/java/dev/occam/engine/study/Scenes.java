package dev.occam.engine.study;

import java.util.List;
import java.util.Map;

/** The data sets that studies train on. */
final class Scenes {
    private static final String CLASSES = "softmax-cross-entropy";

    /** Few rows and wrong labels: what can be learnt by heart will be. */
    static final Scene NOISY_DIGITS = new Scene(
            "noisy digits",
            "600 images of handwritten digits to train on, a fifth of their labels redrawn at random; 898 clean ones to test on",
            StudyData.DIGITS,
            Map.of("rows", 600, "label-noise", 0.2, "test", 0.5, "standardize", true),
            List.of(32),
            10,
            CLASSES,
            new Arm.Learner("sgd", 0.2, 0),
            100,
            50);

    /** Few rows, right labels. */
    static final Scene FEW_DIGITS = new Scene(
            "few digits",
            "300 images of handwritten digits to train on, all labels right; 898 to test on",
            StudyData.DIGITS,
            Map.of("rows", 300, "test", 0.5),
            List.of(32),
            10,
            CLASSES,
            new Arm.Learner("sgd", 0.5, 0),
            100,
            50);

    /** The control: far more rows than such a network needs. */
    static final Scene CUSTOMERS = new Scene(
            "customers",
            "the control: 4,225 customers of a telephone company to train a small network on, 1,409 to test on",
            StudyData.TELCO,
            Map.of("missing", "mean"),
            List.of(16),
            2,
            CLASSES,
            new Arm.Learner("sgd", 0.1, 0),
            20,
            50);

    /** The control of full size, where it is installed. */
    static final Scene FASHION = new Scene(
            "Fashion-MNIST",
            "the control of full size: 45,000 images of clothes to train on, 10,000 to test on",
            StudyData.FASHION_MNIST,
            Map.of(),
            List.of(128),
            10,
            CLASSES,
            new Arm.Learner("sgd", 0.2, 0),
            8,
            100);

    private static final Scene LOANS = new Scene(
            "credit",
            "300 loans, paid back or not: numbers and categories, some missing",
            StudyData.CREDIT,
            Map.of("missing", "mean", "rows", 300),
            List.of(32),
            2,
            CLASSES,
            new Arm.Learner("sgd", 0.05, 0.9),
            100,
            50);

    private static final Scene CHURN = new Scene(
            "churn",
            "500 telephone customers, one in seven of whom left; 51 of the inputs say which state",
            StudyData.CHURN,
            Map.of("rows", 500),
            List.of(32),
            2,
            CLASSES,
            new Arm.Learner("sgd", 0.05, 0.9),
            80,
            50);

    private static final Scene ATTRITION = new Scene(
            "attrition",
            "400 employees, one in six of whom left: mostly categories (a sample set, made up by its publisher)",
            StudyData.ATTRITION,
            Map.of("rows", 400),
            List.of(32),
            2,
            CLASSES,
            new Arm.Learner("sgd", 0.05, 0.9),
            80,
            50);

    private static final Scene SPARSE = new Scene(
            "sparse (synthetic)",
            "150 rows of 300 columns of which 10 matter, made by a formula",
            StudyData.SPARSE,
            Map.of("rows", 150, "test", 0.3),
            List.of(32),
            2,
            CLASSES,
            new Arm.Learner("sgd", 0.02, 0.9),
            80,
            25);

    private static final Scene FRIEDMAN = new Scene(
            "Friedman (synthetic)",
            "150 rows of 10 columns and a number to predict, made by Friedman's formula",
            StudyData.FRIEDMAN,
            Map.of("rows", 150, "test", 0.4),
            List.of(64),
            1,
            "mean-squared-error",
            new Arm.Learner("sgd", 0.02, 0.9),
            150,
            25);

    private static final Scene DIGITS = new Scene(
            "digits",
            "300 images of handwritten digits, a fifth of their labels redrawn",
            StudyData.DIGITS,
            Map.of("rows", 300, "label-noise", 0.2, "test", 0.5, "standardize", true),
            List.of(32),
            10,
            CLASSES,
            new Arm.Learner("sgd", 0.05, 0.9),
            100,
            50);

    /** Six of different shape: pixels, mixed columns, one rare class, categories, more columns than rows, a number. */
    static final List<Scene> SIX = List.of(DIGITS, LOANS, CHURN, ATTRITION, SPARSE, FRIEDMAN);

    /** Learnt by optimizers that adapt; coupled and decoupled decay differ there. */
    static final Scene ADAM_DIGITS = new Scene(
            NOISY_DIGITS.name(),
            NOISY_DIGITS.about(),
            NOISY_DIGITS.data(),
            NOISY_DIGITS.options(),
            NOISY_DIGITS.hidden(),
            NOISY_DIGITS.outputs(),
            CLASSES,
            new Arm.Learner("adam", 0.01, 0),
            60,
            50);

    /** The loans for the same purpose. */
    static final Scene ADAM_LOANS = new Scene(
            LOANS.name(),
            LOANS.about(),
            LOANS.data(),
            LOANS.options(),
            LOANS.hidden(),
            LOANS.outputs(),
            CLASSES,
            new Arm.Learner("adam", 0.01, 0),
            60,
            50);

    private Scenes() {}
}
