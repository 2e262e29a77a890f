{{/* The name of every object. Not the release's: there is one operator in a cluster, and documents and alerts name it. */}}
{{- define "ncw.fullname" -}}
{{- .Values.fullnameOverride | default "node-cleanup-webhook" -}}
{{- end -}}

{{- define "ncw.namespace" -}}
{{- .Release.Namespace -}}
{{- end -}}

{{/* The labels by which Service, Deployment and PodDisruptionBudget find the pods: they never change. */}}
{{- define "ncw.selectorLabels" -}}
app.kubernetes.io/name: node-cleanup-webhook
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "ncw.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: node-cleanup-webhook
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: node-cleanup-webhook
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "ncw.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "ncw.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "ncw.serviceName" -}}
{{- include "ncw.fullname" . -}}
{{- end -}}

{{- define "ncw.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* Whether .Capabilities are those of a cluster, and not what every one has: only one that was asked lists kinds. */}}
{{- define "ncw.isClusterAsked" -}}
{{- if .Capabilities.APIVersions.Has "v1/Node" -}}true{{- end -}}
{{- end -}}

{{/* Whether what Helm runs at its moment is among the objects. `helm template | kubectl apply` and kustomize know no moments, and
would uninstall what they have just installed; Argo CD knows them, and says what its cluster serves. Who renders without a cluster
and wants them, as hack/chart does, says so by an API version that there is not. */}}
{{- define "ncw.hasHooks" -}}
{{- if or (include "ncw.isClusterAsked" .) (.Capabilities.APIVersions.Has "infra.894.io/hooks") -}}true{{- end -}}
{{- end -}}

{{/* What the finalizer, the annotations and the taint begin with. */}}
{{- define "ncw.prefix" -}}
{{- (.Values.config).prefix | default "infra.894.io" -}}
{{- end -}}

{{/* Who takes the finalizers off before an uninstallation; the guard must let it. */}}
{{- define "ncw.releaseAll.name" -}}
{{- printf "%s-release-all" (include "ncw.fullname" .) -}}
{{- end -}}

{{/* `clientConfig` of a webhook, with the path as .path and the root context as .root. */}}
{{- define "ncw.clientConfig" -}}
{{- with .root.Values.admission.url -}}
url: {{ printf "%s%s" (trimSuffix "/" .) $.path | quote }}
{{- else -}}
service:
  namespace: {{ include "ncw.namespace" .root | quote }}
  name: {{ include "ncw.serviceName" .root | quote }}
  path: {{ .path }}
  port: 443
{{- end }}
{{- with include "ncw.tls.caBundle" .root }}
caBundle: {{ . }}
{{- end }}
{{- end -}}

{{- define "ncw.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "ncw.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Annotations of what runs before an uninstallation, with its weight as the argument. */}}
{{- define "ncw.releaseAll.hook" -}}
helm.sh/hook: pre-delete
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}

{{/* Annotations of what the test needs, with its weight as the argument. */}}
{{- define "ncw.test.hook" -}}
helm.sh/hook: test
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded,hook-failed
{{- end -}}

{{/* The operator's configuration as YAML. Helm reads values as YAML 1.1, in which a key `on` without quotes is `true`. */}}
{{- define "ncw.config" -}}
{{- $config := deepCopy (.Values.config | default dict) -}}
{{- range ($config.cleanup).tasks -}}
{{- include "ncw.config.on" . -}}
{{- if kindIs "map" .options -}}{{- include "ncw.config.on" .options -}}{{- end -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{- define "ncw.config.on" -}}
{{- if hasKey . "true" -}}
{{- $_ := set . "on" (get . "true") -}}
{{- $_ := unset . "true" -}}
{{- end -}}
{{- end -}}
