package io.heaptide.diagnosis;

import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.Topics;

/**
 * One instance of one service.
 *
 * @param serviceNamespace empty if none
 * @param serviceName of the service
 * @param instanceId within the service
 */
record InstanceKey(String serviceNamespace, String serviceName, String instanceId) {

    static InstanceKey of(DiagnosisRequest request) {
        return new InstanceKey(request.getServiceNamespace(), request.getServiceName(), request.getServiceInstanceId());
    }

    /** By which Kafka orders a service's requests. */
    String service() {
        return Topics.serviceKey(serviceNamespace, serviceName);
    }

    @Override
    public String toString() {
        return service() + " " + instanceId;
    }
}
