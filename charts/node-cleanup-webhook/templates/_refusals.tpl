{{/* What cannot work is refused before anything reaches the cluster, each with what to do. `helm template` without a cluster has
nothing to ask. */}}
{{- define "ncw.refusals" -}}
{{- include "ncw.refusals.secondRelease" . -}}
{{- include "ncw.refusals.certManager" . -}}
{{- include "ncw.refusals.prefix" . -}}
{{- include "ncw.refusals.plan" . -}}
{{- include "ncw.refusals.selector" . -}}
{{- include "ncw.refusals.environment" . -}}
{{- include "ncw.refusals.lifetime" . -}}
{{- end -}}

{{/* Two operators would take turns in putting a finalizer on Nodes and in releasing them. An installation is known by what gives new
Nodes the finalizer, whatever that is called: there is one of the two kinds. One of the same name is helm's own business. */}}
{{- define "ncw.refusals.secondRelease" -}}
{{- $found := (lookup "admissionregistration.k8s.io/v1" "MutatingWebhookConfiguration" "" "").items | default list -}}
{{- if .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy" -}}
{{- $found = concat $found ((lookup "admissionregistration.k8s.io/v1" "MutatingAdmissionPolicy" "" "").items | default list) -}}
{{- end -}}
{{- range $found -}}
{{- $release := index (.metadata.annotations | default dict) "meta.helm.sh/release-name" | default "" -}}
{{- $namespace := index (.metadata.annotations | default dict) "meta.helm.sh/release-namespace" | default "" -}}
{{- $isOurs := and (eq $release $.Release.Name) (eq $namespace $.Release.Namespace) -}}
{{- if and (eq (index (.metadata.labels | default dict) "app.kubernetes.io/name" | default "") "node-cleanup-webhook") (not $isOurs) -}}
{{- $place := lookup "v1" "Namespace" "" $namespace -}}
{{- if and $release (or (not $place) $place.metadata.deletionTimestamp) -}}
{{- fail (printf "node-cleanup-webhook was installed in this cluster by the release %s in namespace %s, which is deleted; what is in no namespace is still there. First bring it back (helm install %s CHART -n %s --create-namespace), or take that away (kubectl delete -A %s -l app.kubernetes.io/name=node-cleanup-webhook) and install with --take-ownership --force-conflicts (Helm 3: the first alone); docs/uninstall.md tells what becomes of the Nodes" $release $namespace $release $namespace (include "ncw.refusals.leftovers" $)) -}}
{{- else if $release -}}
{{- fail (printf "node-cleanup-webhook is installed in this cluster already, by the release %s in namespace %s, and there can be one. Upgrade that one (helm upgrade %s CHART -n %s), or uninstall it first" $release $namespace $release $namespace) -}}
{{- else if ne .metadata.name (include "ncw.fullname" $) -}}
{{- fail (printf "node-cleanup-webhook is installed in this cluster already, without helm (%s %s), and there can be one. Remove that one first (docs/install.md)" .kind .metadata.name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The kinds that a deleted namespace leaves behind, for kubectl; the CustomResourceDefinitions stay, with the records in them. */}}
{{- define "ncw.refusals.leftovers" -}}
mutatingwebhookconfigurations,validatingwebhookconfigurations,
{{- if .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy" -}}
validatingadmissionpolicybindings,validatingadmissionpolicies,
{{- end -}}
{{- if .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy" -}}
mutatingadmissionpolicybindings,mutatingadmissionpolicies,
{{- end -}}
clusterroles,clusterrolebindings,roles,rolebindings
{{- end -}}

{{- define "ncw.refusals.certManager" -}}
{{- if and (eq .Values.tls.mode "cert-manager") (include "ncw.isClusterAsked" .) (not (.Capabilities.APIVersions.Has "cert-manager.io/v1/Certificate")) -}}
{{- fail "tls.mode is cert-manager, but this cluster has no cert-manager (https://cert-manager.io/docs/installation). Install it first, or let the operator make its certificate: --set tls.mode=self-managed" -}}
{{- end -}}
{{- end -}}

{{/* What the schema of the configuration cannot say of the plan. The operator would refuse it as well, at its start. */}}
{{- define "ncw.refusals.plan" -}}
{{- $tasks := ((.Values.config).cleanup).tasks | default list -}}
{{- $names := list -}}
{{- range $index, $task := $tasks -}}
{{- $name := $task.name | default $task.task -}}
{{- if has $name $names -}}
{{- fail (printf "config.cleanup.tasks[%d]: there are two tasks %q; give one of them another name" $index $name) -}}
{{- end -}}
{{- $names = append $names $name -}}
{{- end -}}
{{- range $index, $task := $tasks -}}
{{- range $task.needs -}}
{{- if not (has . $names) -}}
{{- fail (printf "config.cleanup.tasks[%d].needs: there is no task %q; there are %s" $index . (join ", " $names)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- /* In each round what needs nothing that is left goes; a cycle stays. */ -}}
{{- $left := $names -}}
{{- range $names -}}
{{- $next := list -}}
{{- range $task := $tasks -}}
{{- $name := $task.name | default $task.task -}}
{{- $waits := false -}}
{{- range $task.needs -}}{{- if has . $left -}}{{- $waits = true -}}{{- end -}}{{- end -}}
{{- if and (has $name $left) $waits -}}{{- $next = append $next $name -}}{{- end -}}
{{- end -}}
{{- $left = $next -}}
{{- end -}}
{{- if $left -}}
{{- fail (printf "config.cleanup.tasks: these need each other in a circle, so none can begin: %s" (join ", " $left)) -}}
{{- end -}}
{{- end -}}

{{/* Nodes keep the finalizer that they have, and the operator of another prefix would never take it off. Its configuration is known by
the label, since fullnameOverride may change along with the prefix. */}}
{{- define "ncw.refusals.prefix" -}}
{{- $is := include "ncw.prefix" . -}}
{{- range (lookup "v1" "ConfigMap" (include "ncw.namespace" .) "").items -}}
{{- $config := index (.data | default dict) "config.yaml" -}}
{{- if and $config (eq (index (.metadata.labels | default dict) "app.kubernetes.io/name" | default "") "node-cleanup-webhook") -}}
{{- $was := (fromYaml $config).prefix | default "infra.894.io" -}}
{{- if ne $was $is -}}
{{- include "ncw.refusals.guarded" (dict "root" $ "was" $was "is" $is "operator" .metadata.name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ncw.refusals.guarded" -}}
{{- $finalizer := printf "%s/node-cleanup" .was -}}
{{- range (lookup "v1" "Node" "" "").items -}}
{{- if has $finalizer (.metadata.finalizers | default list) -}}
{{- fail (printf "config.prefix changes from %s to %s, but Nodes still have the finalizer %s, which nobody would take off then. First run: node-cleanup-webhook release-all --prefix %s --stop-operator %s/%s" $.was $.is $finalizer $.was (include "ncw.namespace" $.root) $.operator) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The grammar of a policy's selector is that of the configuration, but for comparisons. */}}
{{- define "ncw.refusals.selector" -}}
{{- if not (regexMatch "[<>]" ((.Values.config).nodeSelector | default "")) -}}
{{- $_ := include "ncw.admission.matchExpressions" . -}}
{{- end -}}
{{- end -}}

{{/* What the chart sets itself: a second CONFIG would be another file than the one that is mounted, another port one that no probe
and no Service knows, and what is a flag wins over its variable in silence. */}}
{{- define "ncw.refusals.environment" -}}
{{- $ours := dict "CONFIG" "config" "CERT_DIR" "tls" "LOG_LEVEL" "logLevel" "SHUTDOWN_DELAY" "shutdownDelay" "STATUS_PAGE" "statusPage.enabled" "TLS_MODE" "tls" "TLS_SECRET" "tls.secretName" "TLS_HOSTS" "admission.url" "TLS_WEBHOOKS" "fullnameOverride" "TLS_DURATION" "tls.duration" "TLS_RENEW_BEFORE" "tls.renewBefore" -}}
{{- $names := list -}}
{{- range .Values.extraEnv -}}
{{- if hasKey $ours .name -}}
{{- fail (printf "extraEnv: %s is for the value %s, which the chart makes it of" .name (get $ours .name)) -}}
{{- else if has .name (list "POD_NAME" "POD_NAMESPACE" "WEBHOOK_PORT" "HEALTH_PORT") -}}
{{- fail (printf "extraEnv: %s is set by the chart, whose Service, probes and roles rely on it" .name) -}}
{{- else if has .name $names -}}
{{- fail (printf "extraEnv: %s is there twice" .name) -}}
{{- end -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- end -}}

{{/* The operator does not start with it, and cert-manager does not take the Certificate. */}}
{{- define "ncw.refusals.lifetime" -}}
{{- if ne .Values.tls.mode "secret" -}}
{{- $duration := include "ncw.refusals.seconds" .Values.tls.duration | int64 -}}
{{- if ge (include "ncw.refusals.seconds" .Values.tls.renewBefore | int64) $duration -}}
{{- fail (printf "tls.renewBefore is %s, and must be shorter than tls.duration, which is %s" .Values.tls.renewBefore .Values.tls.duration) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ncw.refusals.seconds" -}}
{{- $units := dict "h" 3600 "m" 60 "s" 1 -}}
{{- $seconds := 0 -}}
{{- range regexFindAll "[0-9]+[hms]" . -1 -}}
{{- $unit := regexFind "[hms]$" . -}}
{{- $seconds = add $seconds (mul (regexReplaceAll "^0+|[hms]$" . "" | int64) (get $units $unit)) -}}
{{- end -}}
{{- $seconds -}}
{{- end -}}
