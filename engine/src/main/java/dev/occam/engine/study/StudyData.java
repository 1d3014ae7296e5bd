package dev.occam.engine.study;

import dev.occam.engine.data.DataOptions;
import dev.occam.engine.data.DataSource;
import dev.occam.engine.file.AtomicFile;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** The data sets of the studies. Those that are files are written beside the results, so that any run can be repeated. */
enum StudyData {
    /** 1,797 images of 8 × 8 pixels (see NOTICE). */
    DIGITS(Kind.NAMED, ""),
    /** 60,000 and 10,000 images of 28 × 28 pixels, where Debian's package puts them. */
    FASHION_MNIST(Kind.NAMED, ""),
    /** 4,454 loans, paid back or not; 13 columns, some values missing (see NOTICE). */
    CREDIT(Kind.SHIPPED, ".csv.gz"),
    /** 5,000 customers of a telephone company, 19 columns (see NOTICE). */
    CHURN(Kind.SHIPPED, ".csv.gz"),
    /** 1,470 employees, 30 columns, half of them categories (see NOTICE). */
    ATTRITION(Kind.SHIPPED, ".csv.gz"),
    /** 7,043 customers of another telephone company, 19 columns (see NOTICE). */
    TELCO(Kind.SHIPPED, ".csv.gz"),
    /** 600 rows of 300 columns of which 10 matter: {@link MadeData#sparse}. */
    SPARSE(Kind.MADE, ".csv") {
        @Override
        String content() {
            return MadeData.sparse();
        }
    },
    /** 1,000 rows of 10 columns and a number to predict: {@link MadeData#friedman}. */
    FRIEDMAN(Kind.MADE, ".csv") {
        @Override
        String content() {
            return MadeData.friedman();
        }
    };

    private enum Kind {
        NAMED,
        SHIPPED,
        MADE
    }

    private final Kind kind;
    private final String ending;

    StudyData(Kind kind, String ending) {
        this.kind = kind;
        this.ending = ending;
    }

    /** The text of a made set. */
    String content() {
        throw new IllegalStateException(this + " is not made by a formula");
    }

    /** Its key in documents. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a spec says to read it. */
    String source(Path folder) {
        return kind == Kind.NAMED ? fileName() : folder.resolve(fileName()).toString();
    }

    private String fileName() {
        return label() + ending;
    }

    /** Whether it can be read on this machine; only one that is read from elsewhere cannot. */
    boolean isHere() {
        if (kind != Kind.NAMED) {
            return true;
        }
        try {
            DataSource.effective(DataOptions.of(fileName()));
            return true;
        } catch (RequestException missing) {
            return false;
        }
    }

    /** Writes its file into the folder, if it is one. */
    void writeTo(Path folder) {
        switch (kind) {
            case NAMED -> {}
            case MADE -> AtomicFile.writeText(folder.resolve(fileName()), content());
            case SHIPPED -> copyTo(folder.resolve(fileName()));
        }
    }

    private void copyTo(Path file) {
        try (InputStream resource = StudyData.class.getResourceAsStream(fileName())) {
            if (resource == null) {
                throw new IllegalStateException("the engine's jar lacks " + fileName());
            }
            byte[] content = resource.readAllBytes();
            AtomicFile.write(file, out -> out.write(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
