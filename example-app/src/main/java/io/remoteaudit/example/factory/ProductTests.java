package io.remoteaudit.example.factory;

import java.util.List;

/** What is tested of each product; the factory's own limits hold where the catalogue knows none of the edition. */
public final class ProductTests {

    /** What may be left of ethylene oxide. */
    public static final Requirement EO_RESIDUE =
            new Requirement("EO-RESIDUE", "µg/g", "<=", "10", 4.2, 1.3, 1, "GB/T 14233.1 气相色谱法");

    /** No growth in a sterility test. */
    public static final Requirement STERILITY =
            new Requirement("STERILITY", "1", "=", "0", 0, 0, 0, "中国药典 2025 四部 1101 无菌检查法");

    private ProductTests() {}

    /**
     * One test.
     *
     * @param requirement what is demanded
     * @param specimens how many specimens it takes
     */
    public record Test(Requirement requirement, int specimens) {}

    /**
     * The tests of a finished lot.
     *
     * @param product the product
     * @return in the order of the report
     */
    public static List<Test> finished(Product product) {
        return switch (product) {
            case SURGICAL_MASK ->
                List.of(
                        test(5, "BFE", "%", ">=", "95", 98.6, 0.5, 1, "YY 0469-2011 附录 B"),
                        test(5, "PFE", "%", ">=", "30", 64, 6, 1, "YY 0469-2011 5.6.2"),
                        test(5, "PRESSURE-DIFFERENCE", "Pa", "<=", "49", 34, 3.2, 1, "YY 0469-2011 5.7"),
                        test(3, "BLOOD-PENETRATION", "1", "=", "0", 0, 0, 0, "YY/T 0691 2 mL 16.0 kPa"),
                        test(3, "STRAP", "N", ">=", "10", 14.5, 1.0, 1, "YY 0469-2011 5.4"),
                        test(3, "AFTERFLAME", "s", "<=", "5", 0.8, 0.3, 1, "YY 0469-2011 5.8"));
            case PROTECTIVE_MASK ->
                List.of(
                        test(6, "FILTRATION", "%", ">=", "95", 97.9, 0.6, 1, "GB/T 38880 85 L/min NaCl"),
                        test(6, "AIRFLOW-RESISTANCE", "Pa", "<=", "343.2", 212, 18, 1, "GB/T 38880 85 L/min"),
                        test(5, "BLOOD-PENETRATION", "1", "=", "0", 0, 0, 0, "YY/T 0691 2 mL 10.7 kPa"),
                        test(3, "STRAP", "N", ">=", "10", 15.8, 1.2, 1, "GB 19083 5.2"),
                        test(3, "WETTING", "1", ">=", "3", 3.6, 0.2, 0, "GB/T 4745"),
                        test(10, "FIT-FACTOR", "1", ">=", "100", 168, 18, 0, "GB 19083 附录 B"));
            case PROTECTIVE_CLOTHING ->
                List.of(
                        test(5, "HYDROSTATIC", "kPa", ">=", "1.67", 3.60, 0.40, 2, "GB/T 4744"),
                        test(3, "MOISTURE", "g/(m²·d)", ">=", "2500", 3180, 130, 0, "GB/T 12704.1"),
                        test(3, "BLOOD-RESISTANCE", "kPa", ">=", "1.75", 4.20, 0.60, 2, "GB 19082 附录 A"),
                        test(5, "STRENGTH", "N", ">=", "45", 76, 6, 1, "GB/T 3923.1"),
                        test(5, "ELONGATION", "%", ">=", "15", 34, 3.5, 1, "GB/T 3923.1"),
                        test(5, "FILTRATION", "%", ">=", "70", 88, 3, 1, "GB 19082 5.7"),
                        test(3, "CHARGE", "µC", "<=", "0.6", 0.24, 0.07, 2, "GB/T 12703.3"),
                        test(3, "STATIC-DECAY", "s", "<=", "0.5", 0.12, 0.05, 2, "YY/T 0867"));
        };
    }

    /**
     * The test at a station.
     *
     * @param product the product
     * @param station the station
     * @return its test
     */
    public static Test inProcess(Product product, String station) {
        if (product == Product.PROTECTIVE_CLOTHING) {
            return station.equals("压条")
                    ? test(3, "HYDROSTATIC", "kPa", ">=", "2.00", 3.50, 0.35, 2, "QS-IP-11 接缝抗渗水")
                    : test(3, "STRENGTH", "N", ">=", "50", 79, 6, 1, "QS-IP-12 接缝强力");
        }
        return switch (station) {
            case "耳带焊接" -> test(5, "STRAP", "N", ">=", "11", 15.2, 1.1, 1, "QS-IP-02 拉力试验");
            case "鼻夹" -> test(5, "NOSE-CLIP", "cm", ">=", "8.0", 9.0, 0.12, 1, "QS-IP-03 钢直尺");
            default -> test(5, "PRESSURE-DIFFERENCE", "Pa", "<=", "45", 33, 2.8, 1, "QS-IP-04 在线压差");
        };
    }

    /**
     * The stations a lot is inspected at while it is made.
     *
     * @param product the product
     * @return in the order of the line
     */
    public static List<String> stations(Product product) {
        return product == Product.PROTECTIVE_CLOTHING ? List.of("缝制", "压条") : List.of("本体成型", "鼻夹", "耳带焊接");
    }

    /**
     * The steps of making a product.
     *
     * @param product the product
     * @return in order
     */
    public static List<String> steps(Product product) {
        return product == Product.PROTECTIVE_CLOTHING
                ? List.of("裁剪", "缝制", "压条", "检验", "包装")
                : List.of("原料上机", "本体成型", "鼻夹植入", "耳带焊接", "包装");
    }

    private static Test test(
            int specimens,
            String characteristic,
            String unit,
            String operator,
            String limit,
            double mean,
            double spread,
            int decimals,
            String method) {
        return new Test(
                new Requirement(characteristic, unit, operator, limit, mean, spread, decimals, method), specimens);
    }
}
