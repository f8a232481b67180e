package io.remoteaudit.example.purchasing;

import io.remoteaudit.example.factory.RecordForm;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;

/** How the rows of this package become quality records. */
final class PurchasingRecords {

    private PurchasingRecords() {}

    static QualityRecord.Builder of(SupplierApproval supplierApproval) {
        return RecordForm.start(
                        "supplier-approval",
                        supplierApproval.entry(),
                        "供方评价 " + supplierApproval.material().chinese() + " "
                                + supplierApproval.material().code())
                .attributes(Attributes.none()
                        .with("supplierId", supplierApproval.supplierId())
                        .with("materialClass", supplierApproval.material().materialClass())
                        .with("materialCode", supplierApproval.material().code())
                        .with("decision", supplierApproval.decision())
                        .with("validTo", supplierApproval.validTo().toString()));
    }

    static QualityRecord.Builder of(PurchaseOrder purchaseOrder) {
        return RecordForm.start(
                        "purchase-order",
                        purchaseOrder.entry(),
                        "采购订单 " + purchaseOrder.material().chinese() + " "
                                + purchaseOrder.material().code())
                .attributes(Attributes.none()
                        .with("poNo", purchaseOrder.entry().no())
                        .with("line", 1L)
                        .with("materialCode", purchaseOrder.material().code())
                        .with("specRev", purchaseOrder.specRev())
                        .with("supplierId", purchaseOrder.supplierId())
                        .with("quantity", purchaseOrder.quantity())
                        .with("uom", purchaseOrder.material().uom()));
    }

    static QualityRecord.Builder of(GoodsReceipt goodsReceipt) {
        return RecordForm.start(
                        "goods-receipt",
                        goodsReceipt.entry(),
                        "到货接收 " + goodsReceipt.material().chinese() + " 批号 " + goodsReceipt.internalLot())
                .lots(goodsReceipt.internalLot())
                .attributes(Attributes.none()
                        .with("receiptNo", goodsReceipt.entry().no())
                        .with("orderNo", goodsReceipt.orderNo())
                        .with("supplierLot", goodsReceipt.supplierLot())
                        .with("internalLot", goodsReceipt.internalLot())
                        .with("quantity", goodsReceipt.quantity())
                        .with("uom", goodsReceipt.material().uom())
                        .with("supplierId", goodsReceipt.supplierId())
                        .with("materialCode", goodsReceipt.material().code()));
    }

    static QualityRecord.Builder of(SupplierCertificate supplierCertificate) {
        return RecordForm.start(
                        "supplier-certificate",
                        supplierCertificate.entry(),
                        "供方质量证明书 COA " + supplierCertificate.material().chinese() + " 批号 "
                                + supplierCertificate.internalLot())
                .lots(supplierCertificate.internalLot())
                .attributes(Attributes.none()
                        .with("coaNo", supplierCertificate.entry().no())
                        .with("supplierLot", supplierCertificate.supplierLot())
                        .with("internalLot", supplierCertificate.internalLot())
                        .with("issuer", supplierCertificate.issuer()));
    }

    static QualityRecord.Builder of(IncomingInspection incomingInspection) {
        return RecordForm.start(
                        "incoming-inspection",
                        incomingInspection.entry(),
                        "进货检验 IQC " + incomingInspection.material().chinese() + " 批号 "
                                + incomingInspection.internalLot())
                .lots(incomingInspection.internalLot())
                .measurements(incomingInspection.measurements())
                .attributes(Attributes.none()
                        .with("inspectionNo", incomingInspection.entry().no())
                        .with("internalLot", incomingInspection.internalLot())
                        .with("plan", "GB/T 2828.1 一般检验水平 II AQL 1.0")
                        .with("sampleSize", incomingInspection.sampleSize())
                        .with("acceptanceNumber", incomingInspection.acceptanceNumber())
                        .with("rejectionNumber", incomingInspection.acceptanceNumber() + 1L)
                        .with("verdict", incomingInspection.verdict())
                        .with("supplierLot", incomingInspection.supplierLot())
                        .with("supplierId", incomingInspection.supplierId())
                        .with("materialCode", incomingInspection.material().code()));
    }
}
