package io.remoteaudit.example.purchasing;

import io.remoteaudit.example.factory.Papers;
import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.Records;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Purchasing: suppliers, orders, deliveries and their inspection. Each method writes the row of the quality system and its quality record
 * in one transaction: both or neither.
 */
@Service
public class Purchasing {

    /** The register of that name. */
    public static final Register SUPPLIER =
            new Register("qms_supplier", "supplier_id", "supplier_name", "material", "decision", "valid_to");
    /** The register of that name. */
    public static final Register PURCHASE_ORDER =
            new Register("qms_purchase_order", "supplier_id", "material", "spec_rev", "quantity");
    /** The register of that name. */
    public static final Register RECEIPT = new Register(
            "qms_receipt", "order_no", "supplier_id", "material", "supplier_lot", "internal_lot", "quantity");
    /** The register of that name. */
    public static final Register CERTIFICATE =
            new Register("qms_certificate", "material", "supplier_lot", "internal_lot", "issuer");
    /** The register of that name. */
    public static final Register INCOMING_INSPECTION = new Register(
            "qms_incoming_inspection",
            "material",
            "supplier_id",
            "supplier_lot",
            "internal_lot",
            "sample_size",
            "acceptance_number",
            "verdict");

    private final Registers registers;
    private final Records records;
    private final Papers papers;

    /**
     * Called by Spring.
     *
     * @param registers the quality system's own tables
     * @param records where quality records are saved
     * @param papers where documents are kept
     */
    public Purchasing(Registers registers, Records records, Papers papers) {
        this.registers = registers;
        this.records = records;
        this.papers = papers;
    }

    /**
     * The registers people look into.
     *
     * @return in the order of the work
     */
    public List<Register> registers() {
        return List.of(SUPPLIER, PURCHASE_ORDER, RECEIPT, CERTIFICATE, INCOMING_INSPECTION);
    }

    /**
     * Approves, or re-evaluates, a supplier.
     *
     * @param supplierApproval what to note
     */
    @Transactional
    public void approve(SupplierApproval supplierApproval) {
        registers.enter(
                SUPPLIER,
                supplierApproval.entry(),
                supplierApproval.supplierId(),
                supplierApproval.supplierName(),
                supplierApproval.material().code(),
                supplierApproval.decision(),
                supplierApproval.validTo());
        records.save(PurchasingRecords.of(supplierApproval).build());
    }

    /**
     * Orders material.
     *
     * @param purchaseOrder what to note
     */
    @Transactional
    public void order(PurchaseOrder purchaseOrder) {
        registers.enter(
                PURCHASE_ORDER,
                purchaseOrder.entry(),
                purchaseOrder.supplierId(),
                purchaseOrder.material().code(),
                purchaseOrder.specRev(),
                purchaseOrder.quantity());
        records.save(PurchasingRecords.of(purchaseOrder).build());
    }

    /**
     * Takes in a delivery.
     *
     * @param goodsReceipt what to note
     */
    @Transactional
    public void receive(GoodsReceipt goodsReceipt) {
        registers.enter(
                RECEIPT,
                goodsReceipt.entry(),
                goodsReceipt.orderNo(),
                goodsReceipt.supplierId(),
                goodsReceipt.material().code(),
                goodsReceipt.supplierLot(),
                goodsReceipt.internalLot(),
                goodsReceipt.quantity());
        records.save(PurchasingRecords.of(goodsReceipt).build());
    }

    /**
     * Corrects what {@link #receive} noted: the row is changed, the quality record gets a next version.
     *
     * @param goodsReceipt what is right
     * @param reason why it was not right before
     * @param by who corrects it
     */
    @Transactional
    public void correct(GoodsReceipt goodsReceipt, String reason, Person by) {
        int version = registers.correct(
                RECEIPT,
                goodsReceipt.entry(),
                goodsReceipt.orderNo(),
                goodsReceipt.supplierId(),
                goodsReceipt.material().code(),
                goodsReceipt.supplierLot(),
                goodsReceipt.internalLot(),
                goodsReceipt.quantity());
        records.save(PurchasingRecords.of(goodsReceipt)
                .version(version, new Change(reason, by))
                .build());
    }

    /**
     * Files the certificate that came with a delivery.
     *
     * @param supplierCertificate what to note
     */
    @Transactional
    public void file(SupplierCertificate supplierCertificate) {
        registers.enter(
                CERTIFICATE,
                supplierCertificate.entry(),
                supplierCertificate.material().code(),
                supplierCertificate.supplierLot(),
                supplierCertificate.internalLot(),
                supplierCertificate.issuer());
        records.save(papers.attach(PurchasingRecords.of(supplierCertificate), supplierCertificate.paper())
                .build());
    }

    /**
     * Inspects a delivered lot.
     *
     * @param incomingInspection what to note
     */
    @Transactional
    public void inspect(IncomingInspection incomingInspection) {
        registers.enter(
                INCOMING_INSPECTION,
                incomingInspection.entry(),
                incomingInspection.material().code(),
                incomingInspection.supplierId(),
                incomingInspection.supplierLot(),
                incomingInspection.internalLot(),
                incomingInspection.sampleSize(),
                incomingInspection.acceptanceNumber(),
                incomingInspection.verdict());
        registers.results(incomingInspection.entry().no(), 1, incomingInspection.measurements());
        records.save(PurchasingRecords.of(incomingInspection).build());
    }
}
